"""Many scans with faults mixed in, in a home whose time runs ahead: does anything grow, or leak?"""
