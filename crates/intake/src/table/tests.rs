use super::*;

const MARKDOWN: &str = "Who is due?\n\n| Name | DOB | Plan |\n|---|---|---|\n| Tamsin Okonjo | 02/04/1971 | Elm |\n| Bo Wu | 03/05/1980 | Oak |\n";

#[test]
fn tables_of_several_patients() {
    for text in [
        "last_name,first_name,dob,phone\nOkonjo,Tamsin,1971-02-04,\nWu,Bo,1980-03-05,\n",
        "\u{feff}MRN;Test;Value\r\n48291;A1c;7\r\n48292;A1c;8\r\n",
        "Patient\tReason\nTamsin Okonjo\tcough\nBo Wu\trash\nMei Lind\tcheck\n",
        MARKDOWN,
        "Schedule for today:\nTime | Patient | Reason\n9:00 | Okonjo, T | cough\n9:20 | Wu, B | rash\n9:40 | Lind, M | check",
        "NAME            DOB        ROOM\n--------------  ---------  ----\nOkonjo, Tamsin  2/4/1971   4\nWu, Bo          3/5/1980   5\n",
        "\"Patient Name\",\"Member ID\"\n\n\"Okonjo, Tamsin\",\"A48291\"\n\n\"Wu, Bo\",\"A48292\"",
        "First Name,Last Name,City\nTamsin,Okonjo,Dayton\nBo,Wu,Akron\nMei,Lind,Toledo",
    ] {
        assert_eq!(recognize(text), Some(Export::PatientTable), "{text}");
    }
}

#[test]
fn near_misses() {
    for text in [
        // One patient.
        "MRN,Date,Test,Value\n48291,2024-02-04,A1c,7.1\n48291,2024-05-04,A1c,6.9\n48291,2024-08-04,A1c,6.8",
        "Patient,DOB,Test\nTamsin Okonjo,2/4/1971,A1c\n,,Lipids\n,,TSH",
        "Date,Test,Value,Range\n2024-02-04,Glucose,105,70-99\n2024-02-04,Sodium,140,135-145\n2024-02-04,Potassium,4.1,3.5-5",
        "Total Cholesterol,2/4/2024,2093-3,180\nHDL Cholesterol,2/4/2024,2085-9,50\nLDL Cholesterol,2/4/2024,13457-7,100",
        "Name: Tamsin Okonjo, DOB: 2/4/1971, MRN: 48291",
        "Name    Birthday   Relation\nTamsin  2/4/1971   self\nBo      3/5/1980   husband\nMei     4/6/2010   daughter\n",
        // No patients.
        "| Name | Dose | Frequency |\n|---|---|---|\n| Metformin | 500 mg | BID |\n| Lisinopril | 10 mg | daily |\n| Atorvastatin | 20 mg | nightly |",
        "Month,Provider,Patients,No-shows\nJan,Lind,120,4\nFeb,Lind,118,6\nMar,Wu,130,2",
        "First Name,Last Name,Department\nTamsin,Okonjo,Nursing\nBo,Wu,Billing\nMei,Lind,Front desk",
        "Patient,Arm,Response\nPatient 1,A,yes\nPatient 2,B,no\nPatient 3,A,yes",
        "Patient,Weight\n1,80\n2,75\n3,91",
        "patient,with,commas\nThe patient, who is well, came in.\nThe patient, who is not, did not.\nThe patient, again, called.",
        "#[cfg(any(feature = \"client\", feature = \"server\"))]\n    Uri, // a\n    Body, // b\n    Head, // c\n",
        "(\"PT\", day::SUN),\n(\"PY\", day::SUN),\n(\"QA\", day::SAT),\n(\"RE\", day::MON),\n",
        "    client,\n    server,\n    suite,\n    version,\n",
        "dob,mrn\n",
        "dob, mrn",
        "",
    ] {
        assert_eq!(recognize(text), None, "{text}");
    }
}
