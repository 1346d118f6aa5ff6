//! What every page shares: its frame, its headers, who is looking at it.

mod allowed;
mod cookie;
mod device;
mod fields;
mod form;
mod frame;
mod headers;
mod kept;
pub(crate) mod keys;
mod menu;
mod multipart;
mod person;
pub(crate) mod textfile;
mod toward;
mod upload;
mod words;

pub(crate) use allowed::{
    Allowed, AllowedForm, ChangeEvidence, ManageConnections, ManagePeople, Needs, SeeConsole,
    SeeSystem,
};
pub(crate) use anteroom_office::door::mark;
pub(crate) use cookie::{away, browser, ended, here_again, leaving, left, opened, token};
pub(crate) use device::device;
pub(crate) use fields::{Fields, Reader, Wrong};
pub(crate) use form::{Posted, Sent, read};
pub(crate) use frame::Frame;
#[cfg(test)]
pub(crate) use frame::Level;
pub(crate) use headers::{json, page, page_with, see_other};
pub(crate) use kept::handed_over;
pub(crate) use person::{OWN_PASSPHRASE, Person, SECOND_STEP};
pub(crate) use toward::{Toward, forgotten};
pub(crate) use upload::{AllowedUpload, BESIDE, Files, Uploaded, handed_in, has_files};
pub(crate) use words::{
    capital, code_words, for_staff, on_pages, pieces, role_name, role_names, role_says, sentence,
    split_command,
};
