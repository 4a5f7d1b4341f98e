"""The trust border: student code runs behind it, only plain facts come back."""
