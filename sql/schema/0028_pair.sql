-- The office sets by itself which roles make up a crew of two (R20).
GRANT INSERT, UPDATE (valid_until) ON duty_combination TO anjuan_desk@localhost;
GRANT INSERT ON duty_seat TO anjuan_desk@localhost;
