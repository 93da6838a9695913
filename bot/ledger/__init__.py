"""What an answer leaves behind: points for each period, and the days of a streak."""
