"""Easy read: pages of statements with pictures, the rules that hint at hard ones, versions, and who agreed to them."""
