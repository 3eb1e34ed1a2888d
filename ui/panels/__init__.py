"""What stands beside a record's form: who holds a post, the posts of an agency, memberships."""
