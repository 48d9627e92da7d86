-- The server's user may not create extensions on a managed database, so PostGIS is there before it comes.
create extension if not exists postgis;
