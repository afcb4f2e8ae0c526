"""The API under arbitrary questions: no fault, and no answer but those that its own description allows."""

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_server import serving
from schemathesis import GenerationMode

from onrecord import pipeline
from onrecord.publish.directory import Directory
from onrecord.records.filter import Filter
from onrecord.store.record import Store
from onrecord.web.openapi import document

# a cursor is any text to the description, and one that no answer gave is refused: 400
CONFIG = schemathesis.Config.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "301", "304", "400", "404"]}}}
)
SCHEMA = schemathesis.openapi.from_dict(document(), config=CONFIG)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
FEW = settings(max_examples=5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def base(sample_record):
    with serving(sample_record) as base:
        yield base


@pytest.fixture(scope="module")
def names(sample_record):
    """Ids that the record has."""
    with Store(sample_record) as store:
        incidents, _ = store.incidents.find(Filter(), limit=5)
        found = Directory.of(pipeline.reading(store)).names
        gathered = {kind: [Path(n.path).stem for n in [*names.values()][:5]] for kind, names in found.items()}
        return {"incident": [i.id for i in incidents], "story": list(store.heads())[:5], **gathered}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.path)
def test_every_answer_is_as_described(operation, mode, base, names):
    if mode == GenerationMode.NEGATIVE and not operation.query:
        return

    @FEW
    @given(operation.as_strategy(generation_mode=mode), st.integers(0, 9))
    def asked(case, pick):
        known = names.get(operation.path.split("/")[1].partition(".")[0], [])
        if case.path_parameters and pick < len(known):
            case.path_parameters["name"] = known[pick]
        case.call_and_validate(base_url=base)

    asked()
