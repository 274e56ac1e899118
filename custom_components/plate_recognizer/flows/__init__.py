"""The dialogs: setting up accounts and cameras."""
