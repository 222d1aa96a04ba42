import description from "./description.cjs";

export default description;
