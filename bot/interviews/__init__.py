"""An ordered run of attempts, with a plan and a report."""
