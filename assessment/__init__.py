"""Pure judgement of village industrial parks (村镇工业集聚区): no framework, no database, no clock."""
