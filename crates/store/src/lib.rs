//! Remembering: the only SQL, in SQLite (default) or PostgreSQL.
//!
//! [`Store`] holds tables, queries and transactions; it decides nothing and hands out no SQL types.
//! Every change goes through the one writer (`writer`), together with its entry in the audit log.
//! Content columns are sealed (`seal`). The data folder is made and checked in `folder`. What the
//! log's entries and checkpoints are is the business of `anteroom-audit`.

mod batch;
mod checkpoint_file;
mod code;
mod config;
mod connection;
mod db;
mod dialect;
mod error;
mod evidence;
mod evidence_file;
mod exception;
mod folder;
mod held;
mod held_id;
mod job;
mod key;
mod log;
mod practice;
mod receipt;
mod recorder;
mod replace;
mod retention;
mod revision_file;
mod row;
mod run;
mod script;
mod seal;
mod session;
mod settings;
mod setup_files;
mod share;
mod snapshot;
mod store;
mod traffic;
mod transaction;
mod verify;
mod writer;

pub use checkpoint_file::FileFault;
pub use config::{Config, Limits, Now};
pub use connection::{Approval, Connection, NewApproval, NewConnection};
pub use db::Place;
pub use error::{RecordError, StoreError};
pub use evidence::{Evidence, NewEvidence};
pub use evidence_file::{EvidenceFile, LARGEST_FILE, NewFile};
pub use exception::{ExceptionAnswer, ExceptionLine, NewException};
pub use folder::{Beginning, Folder, FolderError, ServerLock};
pub use held::{HELD_EXPIRED, HeldEnd, HeldLine, NewHeld};
pub use held_id::{HeldId, NoHeldId};
pub use key::ApiKey;
pub use log::{LogError, LogLine};
pub use practice::Practice;
pub use receipt::Receipt;
pub use recorder::{OpenReceipt, OpenRequest, Recorder, RefuseRequest};
pub use run::{Run, Waived};
pub use seal::{Cell, KeyRing, SealError};
pub use session::{Session, new_token};
pub use settings::{RowFault, Unlogged};
pub use setup_files::{SetupFiles, SetupPart};
pub use share::Share;
pub use snapshot::Snapshot;
pub use store::{By, Store, new_receipt};
pub use traffic::Traffic;
