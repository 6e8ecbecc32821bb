export {
  ArrowLeftIcon as ArrowLeft,
  CheckmarkIcon as Check,
  FileTextIcon as File,
  MenuHamburgerIcon as Menu,
  PlusIcon as Plus,
  PrinterSmallIcon as Printer,
  TrashIcon as Trash,
  UploadIcon as Upload,
} from "@navikt/aksel-icons";
