"""`alongside check URL…`: what would break for these pages behind the road, and what to do about each."""
