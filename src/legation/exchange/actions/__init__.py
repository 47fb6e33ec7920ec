"""What people do with missions that go out and come in."""
