-- The server's user may not create extensions on a managed database, so they are there before it comes.
create extension if not exists postgis;
create extension if not exists pg_trgm;
