-- The desk says whether a case has a file with its caller's data; what is in it stays for the program that opens it.

GRANT SELECT (case_id, sha256) ON archive_caller TO anjuan_desk@localhost;
