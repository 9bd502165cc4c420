"""One spider per app store; a store is declared in config/stores/ and switched on or off there."""
