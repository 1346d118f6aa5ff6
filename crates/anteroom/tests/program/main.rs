//! The real binary as people and scripts meet it, one file for each subject.
//!
//! One program and not one for each file, for the reason given in `testkit`: building them costs disk and time.

mod cli;
mod compare;
mod connections;
mod consents;
mod diff;
mod explain;
mod flags;
mod flood;
mod flow;
mod folders;
mod gates;
mod held;
mod import;
mod incident;
mod incidents;
mod kill;
mod laws;
mod levels;
mod local_time;
mod modes;
mod own_rules;
mod packet;
mod processes;
mod prove;
mod receipts;
mod replay;
mod retention;
mod review;
mod risk;
mod roster;
mod scenarios;
mod signoffs;
mod tasks;
mod training;
mod users;
mod vendor;

// What the others share: a practice set up once, and commands typed at it.
mod asked;
mod clinic;
mod rulebook;
mod support;
mod typed;
