"""The bundled sample web: the case banks' sites and app pages, generated from the report's facts."""
