"""What programs may ask, as OpenAPI 3.1 describes it."""

from collections.abc import Mapping
from typing import Any

from services.measurements import MOST_GIVEN

PATH = "/api/measurements"

_NUMBER = {
    "anyOf": [{"type": "string", "pattern": r"^\d{1,12}(\.\d{1,6})?$"}, {"type": "number", "minimum": 0}],
}
_MEASUREMENT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["agreement", "service", "metric", "day", "value", "unit"],
    "properties": {
        "agreement": {"type": "string", "description": "The number of the agreement.", "examples": ["SLA-2026-0019"]},
        "service": {"type": "string", "description": "The key of its service.", "examples": ["platform_hosting"]},
        "metric": {"type": "string", "description": "The key of the service's metric.", "examples": ["availability"]},
        "day": {
            "type": "string",
            "format": "date",
            "description": "The day that it is about, or the last one. It counts in the month of this day.",
        },
        "first_day": {"type": "string", "format": "date", "description": "The first day, where it is about several."},
        "value": {**_NUMBER, "description": "In the unit of the metric. A text keeps all of its digits."},
        "unit": {"type": "string", "description": "The unit of the metric; nothing is converted.", "examples": ["%"]},
        "weight": {**_NUMBER, "description": "How much it counts among others, such as minutes or cases. Usually 1."},
        "key": {
            "type": "string",
            "maxLength": 100,
            "description": "Makes it count once among those of the same metric. Without it the days do.",
        },
    },
}
_ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
_PROBLEM = {
    "type": "object",
    "properties": {"row": {"type": "integer"}, "field": {"type": "string"}, "message": {"type": "string"}},
}
_COUNTS = {name: {"type": "integer"} for name in ("rows", "added", "unchanged")}


def _answer(words: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


DESCRIPTION: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "CEC measurements",
        "version": "1",
        "description": "Programs bring what they measured for agreements. All of a request is kept, or nothing. "
        "The same request again changes nothing.",
    },
    "paths": {
        PATH: {
            "post": {
                "operationId": "bringMeasurements",
                "summary": "Bring measurements",
                "security": [{"key": []}],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["measurements"],
                                "properties": {
                                    "measurements": {
                                        "type": "array",
                                        "minItems": 1,
                                        "maxItems": MOST_GIVEN,
                                        "items": {"$ref": "#/components/schemas/Measurement"},
                                    }
                                },
                            }
                        }
                    },
                },
                "responses": {
                    "200": _answer("Kept, or there already.", {"type": "object", "properties": _COUNTS}),
                    "400": _answer("It cannot be read.", _ERROR),
                    "401": _answer("The key is missing, not known, or revoked.", _ERROR),
                    "409": _answer("Someone else brought or corrected it at this moment. Send it again.", _ERROR),
                    "413": _answer("It is more than one megabyte.", _ERROR),
                    "422": _answer(
                        "Nothing was kept; each problem names its row, from 1, and field. The first 50 are told.",
                        {
                            **_ERROR,
                            "properties": {
                                "error": {"type": "string"},
                                "problem_count": {"type": "integer"},
                                "problems": {"type": "array", "items": _PROBLEM},
                            },
                        },
                    ),
                    "500": _answer("Something went wrong. Send it again later.", _ERROR),
                    "503": _answer("CEC's records do not answer at the moment. Send it again later.", _ERROR),
                },
            }
        }
    },
    "components": {
        "schemas": {"Measurement": _MEASUREMENT},
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    },
}
