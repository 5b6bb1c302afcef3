create table if not exists booking(session_id varchar(100), call_id varchar(100), play varchar(100), seats int, primary key(session_id, call_id));
create table if not exists refund(ticket int auto_increment primary key, session_id varchar(100), call_id varchar(100), play varchar(100));
