"""The PDF writer: lays a document out on A4 pages and draws it with embedded faces."""
