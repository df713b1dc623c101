"""What does ``python -m autograder.book`` run? The build."""

from autograder.book.build import main

if __name__ == "__main__":
    raise SystemExit(main())
