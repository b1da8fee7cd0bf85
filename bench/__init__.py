"""Every performance figure that the README states is made by a command here."""
