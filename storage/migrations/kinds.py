"""The kinds of columns as migrations create them. They stay as they are; a new kind gets a new name."""

import sqlalchemy as sa

WORDS = sa.Text()
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.Text()
INSTANT = sa.DateTime(timezone=True)
EXACT = sa.Text().with_variant(sa.Numeric(), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
