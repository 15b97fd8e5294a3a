-- The office adds shifts and says whom an audience means (lib/rule/admin_things.c).
GRANT INSERT ON shift TO anjuan_desk@localhost;
GRANT INSERT, DELETE ON notice_audience TO anjuan_desk@localhost;
