"""What the project says of itself to Home Assistant, HACS and GitHub.

Home Assistant checks integrations with hassfest, which is in its repository only. These tests
hold to the same rules before anything is pushed. Each rule is shown to find a planted mistake.
"""
