"""The queue on PostgreSQL; psycopg is imported by who opens one, and by nobody else."""
