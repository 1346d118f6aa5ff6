//! The real app on a temporary database, one file for each subject.
//!
//! One program and not one for each file: each of those holds the whole product again, a quarter of a gigabyte, and with all
//! of them the disk of a small machine is full before the first test runs.

mod agreements;
mod answers;
mod approvals;
mod ask;
mod choices;
mod connect;
mod console;
mod door;
mod edge;
mod evidence;
mod exceptions;
mod extract;
mod failures;
mod files;
mod full_disk;
mod gates;
mod halves;
mod held;
mod home;
mod incidents;
mod left_over;
mod letter;
mod local_time;
mod long;
mod modes;
mod my_work;
mod own_rules;
mod pages;
mod practice_mode;
mod requests;
mod second_step;
mod setup;
mod shared_work;
mod single_sign_on;
mod splits;
mod training;
mod vendors;
mod windows;
mod writing;
