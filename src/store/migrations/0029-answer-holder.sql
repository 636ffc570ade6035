-- Which process is at the work of a key: the number that it holds a lock by while it lives. 0: nobody is any more; null:
-- it could hold none, and is judged by the time.
alter table kept_answer add column holder integer;
