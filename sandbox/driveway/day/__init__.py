"""A whole day at one place, told by a seed: who comes, the weather, what two cameras see."""
