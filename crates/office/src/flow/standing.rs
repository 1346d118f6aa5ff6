//! What the approved map says of one connection.

use anteroom_policy::Standing;
use jiff::civil::Date;

use super::approval::FlowApproval;
use super::build::way_of;
use super::map::Map;

/// Whether the map that was approved has this connection as it is today. `now` is the map as it is.
///
/// [`Standing::Missing`] when no map was approved, or the approved one does not have the connection: nobody has looked at
/// where it leads. [`Standing::ApprovedOtherEndpoint`] when the map has it at another host or with another party.
/// [`Standing::Stale`] when the approval has ended, or anything on the map changed since.
#[must_use]
pub fn standing(
    approved: Option<&FlowApproval>,
    now: &Map,
    connection: &str,
    today: Date,
) -> Standing {
    let way = way_of(connection);
    let (Some(approval), Some(edge)) = (approved, now.edge(&way)) else {
        return Standing::Missing;
    };
    match approval.map.edge(&way) {
        None => Standing::Missing,
        Some(before) if (&before.address, &before.party) != (&edge.address, &edge.party) => {
            Standing::ApprovedOtherEndpoint
        }
        Some(_) if today > approval.until || approval.map != *now => Standing::Stale,
        Some(_) => Standing::Approved,
    }
}
