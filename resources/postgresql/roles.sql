-- Who may do what in the database of a queue that several desks work on.
--
-- An administrator has made the role and the database:
--     CREATE ROLE mdt_desk; CREATE ROLE mdt_owner LOGIN; CREATE DATABASE mdt OWNER mdt_owner;
--
-- Run this as that owner, once the tables are made, and again after every update of the program:
--     psql --dbname=mdt --file=roles.sql
--
-- Each person or desk has an account of its own, which is given the role and nothing else:
--     CREATE ROLE "a.voorbeeld" LOGIN PASSWORD '...';     -- or by certificate, LDAP or Kerberos: see pg_hba.conf
--     GRANT mdt_desk TO "a.voorbeeld";

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO mdt_desk;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM mdt_desk;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO mdt_desk;
GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO mdt_desk; -- a queue that moves here brings its numbers along

-- What is never taken away again.
GRANT INSERT, UPDATE ON case_file, meeting, decision, execution, follow_up, change_mark TO mdt_desk;
GRANT INSERT ON leaflet_log TO mdt_desk;

-- What belongs to something, and is written anew with it.
GRANT INSERT, UPDATE, DELETE ON queue_line, queue_sight, attendee, agenda_item, addendum, action_item, note, account, presence
    TO mdt_desk;

-- The audit trail: a desk adds lines. Nobody changes one; only the owner prunes those of long ago.
GRANT INSERT ON audit_line TO mdt_desk;
-- audit_anchor and queue_form: a desk reads them, and no more.
