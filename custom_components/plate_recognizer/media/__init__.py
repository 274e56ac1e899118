"""Kept pictures to look at: in the media browser, on dashboards, in notifications."""
