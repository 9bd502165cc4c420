"""The app stores and indices of the sample web, in the forms that config/stores/ declares."""
