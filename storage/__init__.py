"""Tables, migrations, repositories and the unit of work. The only package that knows of a database."""
