"""What can be typed: a file of commands each, which import what they need when they run."""
