"""Whatever comes from outside is read or refused: in words of ours, whatever it is."""
