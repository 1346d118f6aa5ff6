//! Whom the approved map names: nobody else is sent anything.

use std::collections::BTreeSet;

use anteroom_store::Connection;

use crate::error::OfficeError;
use crate::flow::{FlowApproval, Map, address};
use crate::shelf::Shelf;

/// The recipients of the newest approved map, each by host and port; none while no map was approved.
#[derive(Clone, Debug, Default)]
pub(super) struct Recipients(Option<BTreeSet<String>>);

impl Recipients {
    pub(super) fn of(shelf: &Shelf) -> Result<Recipients, OfficeError> {
        let approved = shelf.all::<FlowApproval>()?.pop();
        Ok(Recipients(approved.map(|kept| named(&kept.record.map))))
    }

    /// Whether the map names whom a connection reaches. What else differs about it is not asked here.
    pub(super) fn know(&self, connection: &Connection) -> bool {
        let recipient = authority(&address(&connection.base_url));
        let named = |named: &BTreeSet<String>| named.contains(&recipient);
        self.0.as_ref().is_none_or(named)
    }
}

fn named(map: &Map) -> BTreeSet<String> {
    let addresses = map.edges.iter().filter_map(|edge| edge.address.as_deref());
    addresses.map(authority).collect()
}

/// Host and port of an address as the map writes it; the port of HTTPS is as good as none.
fn authority(address: &str) -> String {
    let authority = address.split('/').next().unwrap_or(address);
    let authority = authority.strip_suffix(":443").unwrap_or(authority);
    authority.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_a_host_with_its_port() {
        for (one, other, same) in [
            ("api.mistral.ai/v1", "API.mistral.ai", true),
            ("api.mistral.ai:443/v1", "api.mistral.ai/v2", true),
            ("127.0.0.1:8000/v1", "127.0.0.1:9000/v1", false),
            ("api.mistral.ai/v1", "api.us.mistral.ai/v1", false),
            ("api.mistral.ai.example/v1", "api.mistral.ai/v1", false),
        ] {
            assert_eq!(authority(one) == authority(other), same, "{one} {other}");
        }
    }
}
