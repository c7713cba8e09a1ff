"""Reports that are put together from products, and kept as recipes so that they can be written again."""
