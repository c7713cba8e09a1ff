"""Questions and forms that need an answer before the work goes on."""
