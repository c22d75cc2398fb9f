"""What is next: the plan, the jobs, the post that carries letters, and the one clock."""
