"""Any function's gradients against its own loss: numeric derivatives, no expected value."""
