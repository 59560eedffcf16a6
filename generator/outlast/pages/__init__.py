"""Which pages a site has and what each says: one module for each kind of page."""
