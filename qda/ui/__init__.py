"""The windows: everything people see and touch; all writing goes through :mod:`qda.ui.workspace`."""
