"""Reading a picture from anywhere, by the action `recognize`."""
