//! `anteroom signoff` on the real binary: gates ask for signatures, and so does a task on a connection.

use crate::support::{code, practice, text};
use crate::typed::{fine, run};

#[test]
fn a_gate_waits_for_the_role_that_must_sign() {
    let folder = practice();
    let data = folder.path().join("data");
    for line in [
        "training person add maya --name Maya --role front_desk",
        "training person add ada --name Ada --role manager",
        "training person add dana --name Dana --role compliance_officer",
        "training course add basics --title Basics",
        "training record maya basics",
        "training record ada basics",
        "training record dana basics",
        "gate assign training --owner Ada --signers compliance-officer",
    ] {
        fine(&data, line);
    }
    let refused = run(&data, "gate approve training --by Dana");
    assert_eq!(code(&refused), 2);
    assert!(
        fine(&data, "gate show training")
            .contains("OPEN    Not signed by a compliance officer yet")
    );
    fine(&data, "signoff add --gate training --by Ada --role manager");
    assert_eq!(code(&run(&data, "gate approve training --by Dana")), 2);
    let sign = "signoff add --gate training --by Dana --role compliance-officer";
    let before = fine(&data, "audit list");
    fine(&data, &format!("{sign} --dry-run"));
    assert_eq!(fine(&data, "audit list"), before);
    fine(&data, sign);
    fine(&data, "gate approve training --by Dana");
    assert!(
        fine(&data, "gate show training").contains("Signed by Dana, compliance officer, until")
    );
    fine(&data, "signoff withdraw training.2");
    assert!(fine(&data, "gate list").contains("training       Training of staff: needs renewal"));
    assert!(fine(&data, "audit list").contains("changed sign off training.2 (withdrawn on)."));
    fine(&data, "audit verify");
}

#[test]
fn a_task_needs_two_people_and_then_the_map_says_identified() {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::write(folder.path().join("vendor.key"), "secret\n").expect("a file");
    let sign = "signoff add --task prior-authorization-letter --connection main";
    let early = run(
        &data,
        &format!("{sign} --by Dana --role compliance-officer"),
    );
    assert_eq!(code(&early), 4, "there is no such connection");
    let key = folder.path().join("vendor.key");
    fine(
        &data,
        &format!(
            "connection add main --provider mistral --base-url https://api.us.mistral.ai --key-file {} --model model-a",
            key.display()
        ),
    );
    fine(&data, "flow approve --by Dana");
    fine(
        &data,
        &format!("{sign} --by Dana --role compliance-officer"),
    );
    assert!(
        fine(&data, "signoff list")
            .contains("prior authorization letter through main: still needs a licensed clinician")
    );
    fine(&data, "flow diff");
    fine(&data, &format!("{sign} --by Ada --role licensed-clinician"));
    let list = text(&run(&data, "signoff list --json").stdout);
    let list: serde_json::Value = serde_json::from_str(&list).expect("an object");
    assert_eq!(
        list.pointer("/tasks/0/missing"),
        Some(&serde_json::json!([]))
    );
    let diff = run(&data, "flow diff");
    assert_eq!(code(&diff), 1);
    assert!(text(&diff.stdout).contains(
        "The connection main now may carry identified; the map says no patient information."
    ));
    for wrong in [
        "signoff add --by Dana --role manager",
        "signoff add --task no-such --connection main --by Dana --role manager",
        "signoff add --task prior-authorization-letter --by Dana --role manager",
        "signoff add --gate training --by Dana --role friend",
        "signoff add --gate training --by Dana --role manager --until 2020-01-01",
    ] {
        assert_eq!(code(&run(&data, wrong)), 2, "{wrong}");
    }
}

#[test]
fn somebody_on_file_signs_in_a_role_that_they_hold() {
    let folder = practice();
    let data = folder.path().join("data");
    fine(
        &data,
        "signoff add --gate risk --by Anybody --role compliance-officer",
    );
    for line in [
        "training person add maya --name Maya --role front_desk",
        "training person add dana --name Dana_Whitfield --role compliance_officer",
    ] {
        fine(&data, line);
    }
    let before = fine(&data, "audit list");
    for (by, role) in [
        ("Nobody_Known", "compliance-officer"),
        ("Nobody_Known", "manager"),
        ("Maya", "compliance-officer"),
        ("Maya", "licensed-clinician"),
    ] {
        let refused = run(
            &data,
            &format!("signoff add --gate risk --by {by} --role {role}"),
        );
        assert_eq!(code(&refused), 2, "{by} as {role}");
        let says = text(&refused.stderr);
        assert!(says.contains("anteroom training person add"), "{says}");
    }
    assert_eq!(fine(&data, "audit list"), before);
    fine(
        &data,
        "signoff add --gate risk --by dana --role compliance-officer",
    );
    fine(
        &data,
        "signoff add --gate risk --by Ida_Falk,_MD --role licensed-clinician",
    );
    let list = fine(&data, "signoff list");
    assert!(
        list.contains("Dana Whitfield, compliance officer"),
        "{list}"
    );
    assert!(list.contains("Ida Falk, MD, licensed clinician"), "{list}");
}
