"""What a plugin's tests import from Desktop TL: checks of the contract. `stages` holds the numerical ones."""
