//! Vendors: who they are, what was agreed, what they claim about themselves, and which of their services are in use.
//!
//! A claim is a claim until somebody verified it, and nothing here opens a connection: that is decided at each request.

mod act;
mod agreement;
mod claim;
mod compare;
mod deployment;
mod element;
mod letter;
mod party;
mod reading;
mod register;

pub use act::{
    add_agreement, add_claim, add_party, add_service, approve_service, end_party, end_service,
    leads_elsewhere, need_no_agreement, verify_claim, withdraw_claim,
};
pub(crate) use agreement::is_below;
pub use agreement::{Agreement, Gaps, Scope, State};
pub use anteroom_policy::offerings::Dimension;
pub use claim::{Claim, Source, Standing, Verified, standings};
pub use compare::{Compared, Here, Point, compare};
pub use deployment::{Deployment, Kind, Reach};
pub use element::{Answer, Element, Elements, Level};
pub use letter::letter;
pub use party::{Determination, Party, Role};
pub use reading::Reading;
pub use register::{AgreementView, ClaimView, DeploymentView, Register, VendorView};
