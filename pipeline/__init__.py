"""News text in; dated, placed, quoted events out."""
