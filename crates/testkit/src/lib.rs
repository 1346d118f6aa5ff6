//! What tests of the whole need: the real app on a temporary database, a scripted upstream, invented patients, the
//! canary. Never shipped.

mod app;
mod browser;
mod disguise;
mod identity_provider;
mod installed;
mod lock;
mod on_file;
mod patients;
mod torrent;

pub mod json;
pub mod leak;
pub mod models;
pub mod upstream;

pub use app::{Answer, App, Options, client, question};
pub use browser::{Browser, PASSPHRASE, Shown, add_person};
pub use disguise::Disguises;
pub use identity_provider::{CLIENT_ID, CLIENT_SECRET, IdentityProvider, Signing};
pub use installed::{Installed, Server};
pub use lock::DatabaseLock;
pub use on_file::OnFile;
pub use patients::Patient;
pub use torrent::Torrent;
pub use upstream::{Cut, Script, Style, Upstream};
