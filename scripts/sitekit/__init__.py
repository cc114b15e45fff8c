"""The site's own logic: plain Python that does not import MkDocs."""
